/** Figures of the overview behind which stand rows of their own; answers and people have their lists elsewhere. */
export const BEHIND_FIGURES = ['asked', 'milestones', 'revenue', 'needs', 'accounts'] as const
export type BehindFigure = (typeof BEHIND_FIGURES)[number]
