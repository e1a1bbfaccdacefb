import { dateOf } from "../core/interchange.ts";
import { all } from "../core/pick.ts";
import type { Loop } from "../core/walker.ts";
import type { QualifiedDate834 } from "./types.ts";

/** DTP of one day. */
export function datesOf(loop: Loop): readonly QualifiedDate834[] {
  const list: QualifiedDate834[] = [];
  for (const dtp of all(loop, "DTP")) {
    const date = dateOf(dtp[3]);
    if (date) list.push({ qualifier: dtp[1] ?? "", date });
  }
  return list;
}
