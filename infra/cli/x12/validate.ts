import { collectFindings, isAcceptable } from "@practicum/x12/core/findings";
import type { CodeLists } from "@practicum/x12/core/rules";
import type { Finding } from "@practicum/x12/types";
import { validator } from "@practicum/x12/validate";
import { feed, type Io } from "./io.ts";

interface FileReport {
  readonly file: string;
  readonly valid: boolean;
  readonly findings: readonly Finding[];
}

/** Names the faults of each file, and codes that `lists` lack. Gives whether all are valid. */
export async function validateFiles(
  files: readonly string[],
  json: boolean,
  io: Io,
  lists: CodeLists,
): Promise<boolean> {
  const reports: FileReport[] = [];
  let opened = true;
  for (const file of files) {
    const { findings, report } = collectFindings();
    if (!(await feed(file, validator(report, lists), io))) {
      opened = false;
      reports.push({ file, valid: false, findings: [] });
      continue;
    }
    const sorted = findings.toSorted((a, b) => a.segmentNumber - b.segmentNumber);
    const result = { file, valid: isAcceptable(findings), findings: sorted };
    reports.push(result);
    if (!json) await io.out(describe(result));
  }
  if (json) await io.out(`${JSON.stringify({ files: reports }, undefined, 2)}\n`);
  return opened && reports.every((one) => one.valid);
}

function describe({ file, valid, findings }: FileReport): string {
  const errors = findings.filter((one) => one.severity === "error").length;
  const warnings = findings.length - errors;
  const counts = [count(errors, "error"), count(warnings, "warning")].filter((text) => text !== "").join(", ");
  const head = `${valid ? "✔" : "✖"} ${file}: ${valid ? "valid" : "not valid"}${counts === "" ? "" : ` (${counts})`}\n`;
  return head + findings.map((finding) => `  ${line(finding)}\n`).join("");
}

function count(number: number, what: string): string {
  return number === 0 ? "" : `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** "segment 10 NM109 in 2010AA: ... [X12-NPI]" */
function line(finding: Finding): string {
  const element = finding.elementPosition === undefined ? "" : String(finding.elementPosition).padStart(2, "0");
  const component = finding.componentPosition === undefined ? "" : `-${finding.componentPosition}`;
  const place = finding.segmentNumber === 0 ? "file" : `segment ${finding.segmentNumber}`;
  const where = [place, `${finding.segmentId}${element}${component}`, finding.loop ? `in ${finding.loop}` : ""];
  return `${finding.severity}: ${where.filter((text) => text !== "").join(" ")}: ${finding.message} [${finding.rule}]`;
}
