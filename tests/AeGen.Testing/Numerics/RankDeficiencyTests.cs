using AeGen.Testing.Harness;
using AeGen.Testing.Reference;

namespace AeGen.Testing.Numerics;

/// <summary>Dependent rows have no right inverse; the model says so and stays as it is.</summary>
public abstract class RankDeficiencyTests<TTarget>(TTarget target) : TargetTests<TTarget>(target)
    where TTarget : TestTarget, new()
{
    private const int N = 20;
    private const int K = 4;
    private const int Batch = 9;

    private static readonly float[] Data = new Random(4).NextSingles(Batch * N, -1, 1);

    private static readonly string[] CallNames = ["Reconstruct", "Decode", "Evaluate", "TrainStep", "GetWeights", "Fit"];

    public static TheoryData<string> Calls => [.. CallNames];

    [Theory]
    [MemberData(nameof(Calls))]
    public void Equal_rows_are_refused(string call)
    {
        Matrix weights = Matrix.Random(K, N, new Random(1));
        for (int j = 0; j < N; j++)
        {
            weights[2, j] = weights[0, j];
        }

        AssertRefused(call, weights);
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public void A_zero_row_is_refused(string call)
    {
        Matrix weights = Matrix.Random(K, N, new Random(2));
        for (int j = 0; j < N; j++)
        {
            weights[3, j] = 0;
        }

        AssertRefused(call, weights);
    }

    [Fact]
    public void Encoding_needs_no_inverse()
    {
        using ModelHandle model = Create(CommonModels.LinearRightInverse);
        model.Layers[0].SetWeights(new float[K * N]);
        float[] codes = new float[Batch * K];
        Array.Fill(codes, float.NaN);

        model.Encode(Data, codes);

        Assert.All(codes, code => Assert.Equal(0, code));
    }

    private void AssertRefused(string call, Matrix weights)
    {
        foreach (TestVariant variant in Target.VariantsOf(CommonModels.Library.Declaration(CommonModels.LinearRightInverse), turn: Array.IndexOf(CallNames, call)))
        {
            AssertRefused(call, weights, variant);
        }
    }

    private void AssertRefused(string call, Matrix weights, TestVariant variant)
    {
        using ModelHandle model = Create(CommonModels.LinearRightInverse, 3);
        variant.Apply(model);
        float[] good = model.Layers[0].GetWeights();
        model.Layers[0].SetWeights(weights.ToSingle());

        RankDeficientException refusal = Assert.Throws<RankDeficientException>(() => Make(call, model));

        Assert.Contains(model.Layers[0].Name, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(weights.ToSingle(), model.Layers[0].GetWeights());

        using ModelHandle untouched = Create(CommonModels.LinearRightInverse, 3);
        variant.Apply(untouched);
        model.Layers[0].SetWeights(good);
        Assert.Equal(untouched.TrainStep(Data), model.TrainStep(Data));
        Assert.Equal(ModelParameters.Of(untouched).Bits(), ModelParameters.Of(model).Bits());
    }

    private static void Make(string call, ModelHandle model)
    {
        switch (call)
        {
            case "Reconstruct":
                model.Reconstruct(Data, new float[Data.Length]);
                break;
            case "Decode":
                model.Decode(Data.AsSpan(0, Batch * K), new float[Data.Length]);
                break;
            case "Evaluate":
                model.Evaluate(Data);
                break;
            case "TrainStep":
                model.TrainStep(Data);
                break;
            case "GetWeights":
                model.Layers[1].GetWeights();
                break;
            default:
                model.Fit(new(Data, N), new() { Epochs = 1 });
                break;
        }
    }
}
