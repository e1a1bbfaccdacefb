/** What stops a visit's release from review (BIL-14), in words; empty when nothing does. */
export function chargeProblems(about: {
  readonly patientKnown: boolean;
  readonly needsCosignature: boolean;
  readonly cosigned: boolean;
  readonly diagnoses: number;
  readonly charges: readonly {
    readonly code: string;
    readonly amount: number | null;
    readonly pointers: readonly number[];
  }[];
}): string[] {
  const problems: string[] = [];
  if (!about.patientKnown) problems.push("The patient's record has not reached billing yet.");
  if (about.needsCosignature && !about.cosigned) problems.push("The note waits for the supervisor's co-signature.");
  if (about.charges.length === 0) problems.push("The note has no procedure: nothing to charge.");
  if (about.diagnoses === 0) problems.push("The note has no diagnosis.");
  for (const charge of about.charges) {
    if (charge.amount === null) problems.push(`The fee schedule has no price for ${charge.code} on that day.`);
    if (charge.pointers.length === 0) problems.push(`${charge.code} points to no diagnosis.`);
    else if (charge.pointers.some((pointer) => pointer > about.diagnoses))
      problems.push(`${charge.code} points to a diagnosis that is not there.`);
  }
  return problems;
}
