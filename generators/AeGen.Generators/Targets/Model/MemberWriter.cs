using AeGen.Generators.Declaration;

namespace AeGen.Generators.Targets.Model;

/// <summary>
/// Writes the declared class's members under their comments: those of a legal declaration call its network, and those of a refused
/// one throw, so that code that uses the class compiles and only the mistakes are reported.
/// </summary>
/// <param name="writer">Where to write.</param>
/// <param name="self">The declared class from anywhere.</param>
/// <param name="stub">What a refused declaration leaves to write, or null for a legal one.</param>
internal sealed class MemberWriter(CodeWriter writer, string self, StubSpec? stub)
{
    private const string Throw =
        "throw new global::System.InvalidOperationException("
        + "\"The class's declaration has mistakes, which its build reports, and nothing was generated for it.\");";

    private const string Disposable = "global::System.IDisposable";

    private bool isFirst = true;

    /// <summary>The declared class from anywhere.</summary>
    public string Self => self;

    private string Interface => $"global::AeGen.IAutoencoder<{self}>";

    /// <summary>Writes a constant.</summary>
    public void Constant(string summary, string name, int value)
    {
        if (stub is null)
        {
            Separate();
            writer.Summary(summary);
            writer.Line(Marks.Field);
        }

        writer.LineIf(stub?.LeavesProperty(name) != false, $"public const int {name} = {value};");
    }

    /// <summary>Writes what only a legal declaration has.</summary>
    public void Internal(string mark, string line)
    {
        if (stub is null)
        {
            Separate();
            writer.Line(mark);
            writer.Line(line);
        }
    }

    /// <summary>Writes a property that can be set.</summary>
    public void Property(string summary, string type, string name) =>
        Write(summary, string.Empty, $"{type} ", name, string.Empty, stub?.LeavesProperty(name), head =>
        writer.Block(head, () =>
        {
            writer.Line(stub is null ? $"get => network.{name};" : $"get {{ {Throw} }}");
            writer.Line(stub is null ? $"set => network.{name} = value;" : $"set {{ {Throw} }}");
        }));

    /// <summary>Writes a property that can only be read.</summary>
    public void Value(string summary, string type, string name, string? value = null, bool isStatic = false) => Write(
        summary, string.Empty, (isStatic ? "static " : string.Empty) + type + " ", name, string.Empty, stub?.LeavesProperty(name), head =>
            writer.Line(stub is null ? $"{head} => {value ?? $"network.{name}"};" : $"{head} {{ get {{ {Throw} }} }}"));

    /// <summary>Writes a method.</summary>
    /// <param name="summary">What it is for.</param>
    /// <param name="head">What stands before the name: the type and, for some, modifiers.</param>
    /// <param name="name">The name.</param>
    /// <param name="parameters">The parameters as they are declared.</param>
    /// <param name="errors">
    /// The interface's member that describes its errors, as a comment refers to it: null for the one of this name, empty for none.
    /// </param>
    /// <param name="typeParameter">A model that is a type parameter, or empty.</param>
    /// <param name="call">What it does, or null for the network's method of the same name.</param>
    public void Method(
        string summary, string head, string name, string parameters, string? errors = null, string typeParameter = "", string? call = null)
    {
        string[] declared = parameters.Length == 0 ? [] : parameters.Split([", "], StringSplitOptions.None);
        string generic = typeParameter.Length == 0 ? string.Empty : $"<{typeParameter}>";
        string constraint = typeParameter.Length == 0
            ? string.Empty
            : $" where {typeParameter} : class, global::AeGen.IAutoencoder<{typeParameter}>";
        string arguments = string.Join(", ", declared.Select(parameter => WithoutDefault(parameter).Split(' ').Last()));
        string body = call ?? $"network.{name}{generic}({arguments})";
        Write(summary, errors ?? name, head + " ", name, $"{generic}({parameters})", stub?.LeavesMethod(name, declared.Length), written =>
        {
            // What implements an interface's member explicitly takes over that member's constraints and defaults.
            bool isPublic = written.StartsWith("public", StringComparison.Ordinal);
            writer.Line(
                stub is null ? $"{written}{constraint} => {body};"
                : isPublic ? $"{written}{constraint} {{ {Throw} }}"
                : $"{written} {{ {Throw} }}");
        });
    }

    private static string WithoutDefault(string parameter) => parameter.Split([" = "], StringSplitOptions.None)[0];

    private void Write(string summary, string errors, string head, string name, string rest, bool? isLeft, Action<string> write)
    {
        if (stub is null)
        {
            Separate();
            writer.Summary(summary);
            writer.LineIf(
                errors.Length > 0,
                $"/// <remarks>Errors: see <see cref=\"global::AeGen.IAutoencoder{{TSelf}}.{errors}\"/>.</remarks>");
            writer.Line(Marks.Code);
        }

        if (isLeft != false)
        {
            write($"public {head}{name}{rest}");
        }
        else if (stub is { IsModel: true } && name != "ToString" && !stub.Implemented.Contains(name))
        {
            write($"{head}{(name == "Dispose" ? Disposable : Interface)}.{name}{rest}");
        }
    }

    private void Separate()
    {
        if (!isFirst)
        {
            writer.Line();
        }

        isFirst = false;
    }
}
