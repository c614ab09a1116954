namespace AeGen.Files;

/// <summary>A network whose state can be copied out and set.</summary>
internal interface IStateOwner
{
    /// <summary>Copies the state out.</summary>
    /// <param name="training">Whether to include the state of the training.</param>
    ModelState Gather(bool training);

    /// <summary>Sets the state from a file; if that fails, nothing has changed.</summary>
    /// <param name="file">The file.</param>
    /// <param name="training">Whether to set the state of the training too.</param>
    /// <exception cref="InvalidDataException">The file does not fit.</exception>
    void Apply(SafetensorsFile file, bool training);
}
