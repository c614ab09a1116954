using AeGen.Generators.Declaration;

namespace AeGen.Generators.Targets;

/// <summary>Reopens the declared class, inside its namespace and the types around it.</summary>
internal static class TypeDeclaration
{
    /// <summary>Writes the class around a body.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="type">The class.</param>
    /// <param name="bases">What follows the name, such as a colon and interfaces, or empty.</param>
    /// <param name="body">Writes the members.</param>
    /// <param name="summary">Writes lines before the class, such as its comment; or null.</param>
    public static void Write(CodeWriter writer, TypeSpec type, string bases, Action body, Action? summary = null)
    {
        Action next = () =>
        {
            summary?.Invoke();
            writer.Block($"{type.Keyword} {type.Name}{type.TypeParameters}{bases}", body);
        };
        foreach (string outer in type.Containing.Reverse())
        {
            Action inner = next;
            next = () => writer.Block(outer, inner);
        }

        if (type.Namespace.Length > 0)
        {
            writer.Block($"namespace {type.Namespace}", next);
        }
        else
        {
            next();
        }
    }

    /// <summary>The declared class from anywhere.</summary>
    public static string Global(TypeSpec type)
    {
        IEnumerable<string> outer = type.Containing.Select(header => header.Substring(header.LastIndexOf(' ') + 1));
        string path = string.Join(".", outer.Concat([type.Name]));
        return type.Namespace.Length > 0 ? $"global::{type.Namespace}.{path}" : $"global::{path}";
    }

    /// <summary>The interface between the class and the runtime.</summary>
    public static string CompiledInterface(TypeSpec type) => $"global::AeGen.Runtime.ICompiledAutoencoder<{Global(type)}>";
}
