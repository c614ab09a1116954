using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace AeGen.Testing.Documentation;

/// <summary>What a section of a page of reference has to say, by the code.</summary>
/// <param name="Name">The heading.</param>
/// <param name="Rows">Of an enumeration the values; of others name, type and default of each argument or option.</param>
internal sealed partial record ReferenceSection(string Name, IReadOnlyList<string> Rows)
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool", [typeof(char)] = "char", [typeof(double)] = "double", [typeof(float)] = "float", [typeof(int)] = "int",
        [typeof(long)] = "long", [typeof(string)] = "string", [typeof(ulong)] = "ulong",
    };

    private const BindingFlags Declared = BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>The values of an enumeration, in order.</summary>
    public static ReferenceSection OfEnumeration(Type type) => new(type.Name, [.. Enum.GetNames(type).Select(name => $"`{name}`")]);

    /// <summary>An attribute's arguments: those of its longest constructor, then the properties that can be written.</summary>
    /// <param name="type">The attribute.</param>
    /// <param name="inWords">The defaults that the page has in words, by the argument.</param>
    public static ReferenceSection OfAttribute(Type type, IReadOnlyDictionary<string, string> inWords)
    {
        ConstructorInfo constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        object made = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Activator.CreateInstance(parameter.ParameterType))]);
        return new(
            $"[{type.Name[..^nameof(Attribute).Length]}]",
            [.. constructor.GetParameters().Select(parameter => Row(parameter, inWords)), .. Settable(type).Select(property => Row(property, made, inWords))]);
    }

    /// <summary>The properties of a record of options, those of its base left out.</summary>
    public static ReferenceSection OfOptions(Type type)
    {
        object made = Activator.CreateInstance(type)!;
        return new(type.Name, [.. Settable(type).Select(property => Row(property, made))]);
    }

    /// <summary>The parameters of a class's only constructor.</summary>
    public static ReferenceSection OfConstructor(Type type) =>
        new(type.Name, [.. type.GetConstructors().Single().GetParameters().Select(parameter => Row(parameter))]);

    /// <summary>The parameters of a method.</summary>
    public static ReferenceSection OfMethod(MethodInfo method) =>
        new($"{method.DeclaringType!.Name}.{method.Name}", [.. method.GetParameters().Select(parameter => Row(parameter))]);

    /// <summary>The enumerations among the types of an attribute's or record's properties.</summary>
    public static IEnumerable<Type> EnumerationsOf(Type type) => type.GetProperties(Declared).Select(property => property.PropertyType).Where(property => property.IsEnum);

    private static IEnumerable<PropertyInfo> Settable(Type type) => type.GetProperties(Declared).Where(property => property.SetMethod?.IsPublic == true);

    private static string Row(ParameterInfo parameter, IReadOnlyDictionary<string, string>? inWords = null) => Row(
        parameter.Name!, NameOf(new NullabilityInfoContext().Create(parameter)),
        parameter.HasDefaultValue ? Text(parameter.DefaultValue, parameter.ParameterType) : "required", inWords);

    private static string Row(PropertyInfo property, object made, IReadOnlyDictionary<string, string>? inWords = null) => Row(
        property.Name, NameOf(new NullabilityInfoContext().Create(property)), Text(property.GetValue(made), property.PropertyType), inWords);

    private static string Row(string name, string type, string value, IReadOnlyDictionary<string, string>? inWords) =>
        $"`{name}` | `{type}` | {inWords?.GetValueOrDefault(name) ?? value}";

    /// <summary>A value as C# has it, an enumeration's by its name only.</summary>
    private static string Text(object? value, Type type) => value switch
    {
        null => "`null`",
        bool flag => flag ? "`true`" : "`false`",
        char letter => $"`'{letter}'`",
        CancellationToken token when token == CancellationToken.None => "`none`",
        IEnumerable<string> words => $"`[{string.Join(", ", words.Select(word => $"\"{word}\""))}]`",
        _ when type.IsEnum => $"`{Enum.ToObject(type, value)}`",
        IFormattable number => $"`{Exponent().Replace(number.ToString(null, CultureInfo.InvariantCulture), "e$1")}`",
        _ => $"`{value}`",
    };

    private static string NameOf(NullabilityInfo info)
    {
        Type type = info.Type;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return NameOf(underlying) + "?";
        }

        string name = type.IsGenericType ? $"{NameOf(type)}<{string.Join(", ", info.GenericTypeArguments.Select(NameOf))}>" : NameOf(type);
        return !type.IsValueType && info.ReadState == NullabilityState.Nullable ? name + "?" : name;
    }

    private static string NameOf(Type type) => Keywords.GetValueOrDefault(type) ?? type.Name.Split('`')[0];

    [GeneratedRegex(@"E(-?)\+?0*(?=\d)")]
    private static partial Regex Exponent();
}
