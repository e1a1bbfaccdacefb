import type { Step, WorldView } from "./world-view.ts";

/** The small language of time, over accepted steps in their order. */

type Matches = (step: Step) => boolean;

/** The first accepted step that matches; undefined when it never happened. */
export function ever(view: WorldView, matches: Matches): Step | undefined {
  return view.steps.find((step) => step.refused === null && matches(step));
}

/** Steps of one operation. */
export function of(path: string, also: (input: never, step: Step) => boolean = () => true): Matches {
  return (step) => step.path === path && also(step.input as never, step);
}
