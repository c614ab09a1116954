namespace AeGen.Lab.Data;

/// <summary>Data that is not divided: all that a file holds.</summary>
internal static class WholeData
{
    /// <summary>Loads data by name or from a file, which may be larger than the memory, for a model of some architecture.</summary>
    /// <exception cref="UsageException">There is no such data, or the model takes samples of another size.</exception>
    public static DataSet Load(DataRequest request, Architecture architecture)
    {
        DataSet samples = request.Name switch
        {
            LabData.DigitsName => Digits.LoadAll(),
            LabData.FashionMnistName => FashionMnist.Load().Train,
            _ => LabData.Read(request, DataFile.Open, architecture.InputSize),
        };
        if (samples.SampleSize == architecture.InputSize)
        {
            return samples;
        }

        samples.Dispose();
        throw new UsageException($"The samples of '{request.Name}' have {samples.SampleSize} features; {architecture.Name} takes {architecture.InputSize}.");
    }
}
