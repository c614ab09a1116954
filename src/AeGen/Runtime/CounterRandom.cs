namespace AeGen.Runtime;

/// <summary>
/// Philox 4x32-10 (Salmon et al. 2011): every number is a function of seed, stream and index alone, so that draws can be repeated, resumed and
/// made in any order, on any target.
/// </summary>
/// <param name="seed">The user's seed.</param>
/// <param name="stream">What the numbers are for: equal seeds of different streams are independent.</param>
internal readonly struct CounterRandom(ulong seed, ulong stream)
{
    private const double Scale = 1.0 / (1UL << 53);

    /// <summary>A number in [0, 1) with 53 random bits.</summary>
    public double Uniform(ulong index)
    {
        (ulong first, _) = Block(index);
        return (first >> 11) * Scale;
    }

    /// <summary>A number of the standard normal distribution, by Box and Muller's transform.</summary>
    public double Normal(ulong index)
    {
        (ulong first, ulong second) = Block(index);
        double radius = Math.Sqrt(-2 * Math.Log(((first >> 11) + 1) * Scale));
        return radius * Math.Cos(2 * Math.PI * (second >> 11) * Scale);
    }

    /// <summary>Puts 0 to length - 1 in a random order (Fisher and Yates).</summary>
    public void Shuffle(Span<int> order)
    {
        for (int i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }

        for (int i = order.Length - 1; i > 0; i--)
        {
            int other = (int)(Uniform((ulong)i) * (i + 1));
            (order[i], order[other]) = (order[other], order[i]);
        }
    }

    private (ulong First, ulong Second) Block(ulong index)
    {
        uint c0 = (uint)index, c1 = (uint)(index >> 32), c2 = (uint)stream, c3 = (uint)(stream >> 32);
        uint k0 = (uint)seed, k1 = (uint)(seed >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong p0 = 0xD2511F53UL * c0, p1 = 0xCD9E8D57UL * c2;
            (c0, c1, c2, c3) = ((uint)(p1 >> 32) ^ c1 ^ k0, (uint)p1, (uint)(p0 >> 32) ^ c3 ^ k1, (uint)p0);
            k0 += 0x9E3779B9;
            k1 += 0xBB67AE85;
        }

        return (((ulong)c0 << 32) | c1, ((ulong)c2 << 32) | c3);
    }
}
