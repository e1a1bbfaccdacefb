import type { TaskView } from "./task-model.ts";

/** What the address of a queue says. */
export interface InboxSearch {
  /** Absent: for me. */
  readonly view?: TaskView | undefined;
  readonly done?: boolean | undefined;
}
