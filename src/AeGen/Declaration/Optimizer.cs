namespace AeGen;

/// <summary>The rule by which a training step changes the parameters. Its numbers are in <see cref="OptimizerSettings"/>.</summary>
public enum Optimizer
{
    /// <summary>Stochastic gradient descent with momentum, classical or Nesterov's.</summary>
    Sgd = 0,

    /// <summary>Adam (Kingma and Ba 2015); weight decay, if any, is added to the gradient.</summary>
    Adam = 1,

    /// <summary>Adam with decoupled weight decay (Loshchilov and Hutter 2019).</summary>
    AdamW = 2,

    /// <summary>RMSprop (Tieleman and Hinton 2012), with momentum where its settings ask for it; weight decay, if any, is added to the gradient.</summary>
    RmsProp = 3,

    /// <summary>
    /// Lion (Chen et al. 2023): every element of a step is the learning rate in size, with the sign of a mean of gradients; weight decay is
    /// decoupled. The paper's beta1 is <see cref="OptimizerSettings.Beta1"/>, its beta2 <see cref="OptimizerSettings.Smoothing"/>, which
    /// both have its defaults. Lion takes a learning rate 3 to 10 times smaller than Adam's, and a weight decay as many times larger.
    /// </summary>
    Lion = 4,

    /// <summary>
    /// Adam with Nesterov's momentum (Dozat 2016), as PyTorch computes it with its momentum decay of 0.004; weight decay, if any, is added
    /// to the gradient.
    /// </summary>
    NAdam = 5,
}
