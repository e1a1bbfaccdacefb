/** What was said of an order, one step after the other: steps are only added, and a wrong one is taken back by one that names it. */
interface Said {
  readonly stepId: string;
  readonly step: { readonly kind: string } | { readonly kind: "taken-back"; readonly stepId: string };
}

/** The steps that were not taken back. */
export function standing<S extends Said>(steps: readonly S[]): S[] {
  const back = new Set(
    steps.flatMap(({ step }) => (step.kind === "taken-back" && "stepId" in step ? [step.stepId] : [])),
  );
  return steps.filter(({ stepId, step }) => step.kind !== "taken-back" && !back.has(stepId));
}
