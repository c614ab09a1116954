using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace AeGen;

/// <summary>
/// Finds NVIDIA's driver by the name that it always has: ILGPU asks for libcuda.so, which only machines for developers have beside
/// libcuda.so.1.
/// </summary>
internal static class CudaLibrary
{
    private const string Asked = "cuda";
    private const string Installed = "libcuda.so.1";

    private static readonly Assembly Ilgpu = typeof(ILGPU.Context).Assembly;
    private static readonly Lazy<bool> Added = new(() =>
    {
        AssemblyLoadContext.GetLoadContext(Ilgpu)!.ResolvingUnmanagedDll +=
            (assembly, name) => Resolve(assembly, name, file => NativeLibrary.TryLoad(file, out IntPtr handle) ? handle : IntPtr.Zero);
        return true;
    });

    /// <summary>Has what ILGPU asks for and does not find looked for here, from the first call on.</summary>
    public static void Add() => _ = Added.Value;

    /// <summary>Loads what an assembly has not found; zero where that is something else.</summary>
    internal static IntPtr Resolve(Assembly assembly, string name, Func<string, IntPtr> load) =>
        OperatingSystem.IsLinux() && assembly == Ilgpu && name == Asked ? load(Installed) : IntPtr.Zero;
}
