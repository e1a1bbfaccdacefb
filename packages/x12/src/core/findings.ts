import type { Finding } from "../types.ts";

/** Where findings go. */
export type Report = (finding: Finding) => void;

/** Limits of everything that grows with a file; see SPEC.md, X12-L. */
export const LIMITS = {
  /** Findings kept of one file; one more says that there were others. */
  findings: 5_000,
  /** Characters of one segment. A longer one is reported and passed over. */
  segmentCharacters: 65_536,
  /** Loops, and segments, kept in one loop; no guide lets one that we keep hold more than 1,000. */
  childrenPerLoop: 1_500,
  /** Loops kept in one loop where the guide sets no limit. */
  unboundedChildren: 250_000,
  /** Control numbers remembered to find one used twice. */
  controlNumbers: 20_000,
} as const;

/** Collects up to {@link LIMITS.findings}; one more says that there were others. */
export function collectFindings(): { readonly findings: Finding[]; readonly report: Report } {
  const findings: Finding[] = [];
  return {
    findings,
    report(finding) {
      if (findings.length < LIMITS.findings) findings.push(finding);
      else if (findings.length === LIMITS.findings) {
        findings.push({
          severity: "error",
          segmentNumber: finding.segmentNumber,
          segmentId: finding.segmentId,
          rule: "X12-LIMIT-FINDINGS",
          message: `There are more than ${LIMITS.findings} findings; the rest is not listed.`,
        });
      }
    },
  };
}

/** Whether no finding is an error. */
export function isAcceptable(findings: readonly Finding[]): boolean {
  return !findings.some((finding) => finding.severity === "error");
}
