/**
 * What is believed before any answer. Each part can be left out (null); without any the fit is plain REML.
 */
export type Priors = {
  /**
   * gamma(shape, rate) on each θₖ, the factor's standard deviation as a multiple of σ: keeps the estimate off 0, where plain REML
   * puts it with few levels. Chung, Rabe-Hesketh et al., *Psychometrika* 78 (2013).
   */
  theta: { shape: number; rate: number } | null
  /** The intercept ~ N(mean, σ²/count), as `count` pseudo-observations. */
  intercept: { mean: number; count: number } | null
  /** Each other coefficient ~ N(0, σ²/count). */
  effects: { count: number } | null
  /** σ² as if `degrees` earlier observations had shown `variance`. */
  residual: { degrees: number; variance: number } | null
}

/** Plain REML, as lme4 fits it. */
export const NO_PRIORS: Priors = { theta: null, intercept: null, effects: null, residual: null }

/** The score's priors, for outcomes that are probabilities. */
export const DEFAULT_PRIORS: Priors = {
  theta: { shape: 2, rate: 0.5 },
  intercept: { mean: 0.65, count: 0.25 },
  effects: { count: 4 },
  residual: { degrees: 4, variance: 0.015 },
}

/** A penalty on γ with its first and second derivative; the convex curvature is that in θ, carried over, and never negative. */
export type Penalty = { value: number; slope: number; curvature: number; convexCurvature: number }

/** −2 log of the gamma density of θ = √γ, but for a constant. */
export function thetaPenalty(prior: Priors['theta'], gamma: number): Penalty {
  if (prior === null) return { value: 0, slope: 0, curvature: 0, convexCurvature: 0 }
  const power = prior.shape - 1
  const theta = Math.sqrt(gamma)
  return {
    value: -power * Math.log(gamma) + 2 * prior.rate * theta,
    slope: -power / gamma + prior.rate / theta,
    curvature: power / gamma ** 2 - prior.rate / (2 * gamma * theta),
    convexCurvature: power / (2 * gamma ** 2),
  }
}

/** How many pseudo-observations the priors give a coefficient; 0 is the intercept. */
export function pseudoObservations(priors: Priors, coefficient: number): number {
  return (coefficient === 0 ? priors.intercept?.count : priors.effects?.count) ?? 0
}
