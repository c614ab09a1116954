namespace AeGen.Tests.Files;

/// <summary>A process that saves models.</summary>
internal static class SavingProcess
{
    /// <summary>What the process says when it is about to save.</summary>
    public const string Ready = "ready";

    /// <summary>Exit code for a saving that failed as it should.</summary>
    public const int Refused = 3;

    /// <summary>The two models that are saved in turn: whole, a file is one of them.</summary>
    public static IReadOnlyList<ulong> Seeds { get; } = [1, 2];

    /// <summary>Saves one model over the other until the process is killed.</summary>
    public static int SaveForever(string path)
    {
        Saved[] models = [.. Seeds.Select(Saved.Create)];
        models[0].Save(path);
        Console.WriteLine(Ready);
        while (true)
        {
            foreach (Saved model in models)
            {
                model.SaveCheckpoint(path);
            }
        }
    }

    /// <summary>Saves a model once, and says what was wrong with that.</summary>
    public static int SaveOnce(string path)
    {
        using var model = Saved.Create(2);
        try
        {
            model.Save(path);
            return 0;
        }
        catch (IOException exception)
        {
            Console.WriteLine(exception.Message);
            return Refused;
        }
    }
}

/// <summary>784-128, tied: a file of several hundred kilobytes, which no system writes in one go.</summary>
[Autoencoder(784), Dense(128), TiedDecoder]
internal sealed partial class Saved;
