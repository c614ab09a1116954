// The part of ILGPU that the runtime's kernels and generated code name, with ILGPU's signatures and nothing behind them: the generator's tests
// compile what is generated for ILGPU, also where no feed has it.

using System;

namespace ILGPU
{
    public readonly struct Index1D
    {
        public static implicit operator Index1D(int value) => default;

        public static implicit operator int(Index1D value) => 0;
    }

    public readonly struct LongIndex1D
    {
        public static implicit operator LongIndex1D(long value) => default;

        public static implicit operator long(LongIndex1D value) => 0;
    }

    public readonly struct ArrayView<T>
        where T : unmanaged
    {
        public long Length => 0;

        public int IntLength => 0;

        public ref T this[Index1D index] => throw new NotSupportedException();

        public ref T this[LongIndex1D index] => throw new NotSupportedException();

        public ref T this[int index] => throw new NotSupportedException();

        public ref T this[long index] => throw new NotSupportedException();

        public ArrayView<T> SubView(long index) => this;

        public ArrayView<T> SubView(int index, int subViewLength) => this;

        public ArrayView<T> SubView(long index, long subViewLength) => this;

        public ArrayView<TOther> Cast<TOther>()
            where TOther : unmanaged => default;
    }

    public static class SharedMemory
    {
        public static ref T Allocate<T>()
            where T : unmanaged => throw new NotSupportedException();

        public static ArrayView<T> Allocate<T>(int extent)
            where T : unmanaged => default;
    }

    public static class Group
    {
        public static int IdxX => 0;

        public static int DimX => 0;

        public static void Barrier()
        {
        }
    }

    public static class Grid
    {
        public static int IdxX => 0;

        public static int DimX => 0;
    }

    public static class Warp
    {
    }

    public static class Interop
    {
        public static uint FloatAsInt(float value) => 0;

        public static ulong FloatAsInt(double value) => 0;

        public static float IntAsFloat(uint value) => 0;

        public static double IntAsFloat(ulong value) => 0;
    }

    public static class MemoryFence
    {
        public static void GroupLevel()
        {
        }
    }

    public struct KernelConfig
    {
    }

    public sealed class Context
    {
    }
}

namespace ILGPU.Runtime
{
    public class AcceleratorStream
    {
    }
}

namespace ILGPU.Algorithms
{
    public static class XMath
    {
        public static float Sqrt(float value) => 0;

        public static double Sqrt(double value) => 0;
    }
}
