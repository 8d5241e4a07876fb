namespace Krill.Kernels;

/// <summary>What all functions of elements have.</summary>
internal interface IElementOperator
{
    /// <summary>Whether it is computed in a few instructions, so that doing it again takes less than keeping what came of it; false by default.</summary>
    static virtual bool IsCheap => false;
}
