import type { AnyLesson } from "@practicum/curriculum/kit/lesson";
import type { Progress } from "./progress.ts";

/** How far one came in a lesson, behind its minutes. */
export function wordOf(progress: Progress, { id }: AnyLesson): string {
  const { attempts, best, passed, alone = false } = progress.of(id);
  if (passed) return ` · passed${alone ? " unaided" : ""}, best ${best}`;
  return attempts === 0 ? "" : ` · begun, best ${best}`;
}
