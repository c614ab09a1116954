namespace AeGen;

/// <summary>How a code is kept sparse.</summary>
public enum SparsityMeasure
{
    /// <summary>By its absolute values, which makes many of them small.</summary>
    L1 = 0,

    /// <summary>By the divergence of each unit's mean activation from a small target (Kullback and Leibler), for codes of sigmoids.</summary>
    KullbackLeibler = 1,
}
