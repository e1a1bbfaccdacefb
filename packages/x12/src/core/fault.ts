import type { ElementRule, SegmentNode } from "../spec/compile.ts";
import type { Report } from "./findings.ts";

/** Reports an element, or a component of it, that breaks a rule; `what` completes "NM109 (id) of the payer name segment ...". */
export function fault(
  node: SegmentNode,
  element: ElementRule,
  component: ElementRule | undefined,
  number: number,
  rule: string,
  what: string,
  report: Report,
  severity: "error" | "warning" = "error",
): void {
  const part = component ? `-${component.position}` : "";
  const label = `${node.id}${String(element.position).padStart(2, "0")}${part}`;
  const name = (component ?? element).name;
  report({
    severity,
    segmentNumber: number,
    segmentId: node.id,
    elementPosition: element.position,
    ...(component ? { componentPosition: component.position } : {}),
    elementNumber: (component ?? element).number || undefined,
    loop: node.loop.id,
    rule,
    message: `${label} (${name}) of the ${node.name} segment ${what}.`,
  });
}
