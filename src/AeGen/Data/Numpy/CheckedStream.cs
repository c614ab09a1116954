namespace AeGen;

/// <summary>An entry of a zip archive, whose length and check sum are compared at its end.</summary>
/// <param name="content">The entry's unpacked content.</param>
/// <param name="length">Its announced length.</param>
/// <param name="sum">Its announced check sum.</param>
/// <param name="name">What messages call it.</param>
internal sealed class CheckedStream(Stream content, long length, uint sum, string name) : Stream
{
    private long position;
    private uint found;

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        int read = content.Read(buffer);
        position += read;
        found = Crc32.Append(found, buffer[..read]);
        if (read == 0 && buffer.Length > 0 && (position != length || found != sum))
        {
            throw new InvalidDataException(
                $"{name}: the entry is damaged: it has {position} bytes of check sum {found:X8} where the archive announces {length} of {sum:X8}.");
        }

        return read;
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            content.Dispose();
        }

        base.Dispose(disposing);
    }
}
