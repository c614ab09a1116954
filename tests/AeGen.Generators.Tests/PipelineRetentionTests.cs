using System.Collections;
using System.Reflection;
using AeGen.Generators.Tests.Testing;
using Microsoft.CodeAnalysis;

namespace AeGen.Generators.Tests;

/// <summary>The pipeline keeps no compilation alive: what it holds between two keystrokes is plain data.</summary>
public sealed class PipelineRetentionTests
{
    [Theory]
    [InlineData(TrackingNames.Declarations)]
    [InlineData(TrackingNames.Architectures)]
    [InlineData(TrackingNames.Targets)]
    [InlineData(TrackingNames.Sources)]
    [InlineData(TrackingNames.Stubs)]
    [InlineData(TrackingNames.Diagnostics)]
    [InlineData(TrackingNames.Strays)]
    public void Nothing_of_the_compilation_is_reachable(string step)
    {
        var values = Run.OnWithIlgpu("""
            using AeGen;
            partial class Outer { [Autoencoder(4), Dense(2), TiedDecoder] partial class Legal; }
            [Autoencoder(0), Dense(2, Name = "")] class Wrong<T>;
            [DenseDecoder] class Stray;
            """).Values(step).ToList();

        Assert.NotEmpty(values);
        Assert.All(values, value => Walk(value, step, new(ReferenceEqualityComparer.Instance)));
    }

    private static void Walk(object? value, string path, HashSet<object> seen)
    {
        if (value is null or string || value.GetType().IsPrimitive || value.GetType().IsEnum || !seen.Add(value))
        {
            return;
        }

        Assert.False(
            value is ISymbol or Compilation or SyntaxNode or SyntaxTree or SemanticModel or Location or AttributeData or Delegate,
            $"{path} holds a {value.GetType()}");
        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(item, path + "[]", seen);
            }
        }

        for (Type? type = value.GetType(); type is not null; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                Walk(field.GetValue(value), $"{path}.{field.Name}", seen);
            }
        }
    }
}
