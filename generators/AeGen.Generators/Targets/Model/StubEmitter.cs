using System.Text.RegularExpressions;
using AeGen.Generators.Declaration;

namespace AeGen.Generators.Targets.Model;

/// <summary>
/// Writes the members of a class whose declaration is refused: beside the mistakes nothing is to be said against code that uses it.
/// </summary>
internal static class StubEmitter
{
    public static SourceFile Emit(StubSpec stub)
    {
        var writer = new CodeWriter();
        writer.Line(stub.IsNullable ? FileHeader.Text : FileHeader.Old);
        writer.Line();
        TypeDeclaration.Write(
            writer,
            stub.Type,
            stub.IsModel ? $" : global::AeGen.IAutoencoder<{stub.Self}>" : " : global::System.IDisposable",
            () => ModelMembers.Write(
                new MemberWriter(writer, stub.Self, stub), stub.Type.Name, stub.InputSize, stub.CodeSize, string.Empty, string.Empty));
        string text = writer.ToString();
        return new($"{stub.Type.FullName}.Stub.g.cs", stub.IsNullable ? text : Regex.Replace(text, @"(global::AeGen\.\w+)\?", "$1"));
    }
}
