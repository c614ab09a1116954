using AeGen.Files;

namespace AeGen.ModelFiles;

/// <summary>A network whose state can be copied out and set.</summary>
internal interface IStateOwner
{
    /// <summary>Copies the state out.</summary>
    /// <param name="training">Whether to include the optimizer's state.</param>
    /// <param name="state">The state of a training to include too, or null.</param>
    ModelState Gather(bool training, TrainingState? state = null);

    /// <summary>Sets the state from a file; if that fails, nothing has changed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="training">Whether to set the optimizer's state too.</param>
    /// <returns>The state of a training that the file holds and that was asked for, or null.</returns>
    /// <exception cref="InvalidDataException">The file does not fit.</exception>
    TrainingState? Apply(SafetensorsFile file, bool training);
}
