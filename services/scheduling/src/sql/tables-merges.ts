import type { Instant } from "@practicum/kernel/instant";

export interface MergeTables {
  readonly duplicate_pair: {
    readonly first_id: string;
    readonly second_id: string;
    readonly score: number;
    readonly because: readonly string[];
    readonly source: "sweep" | "proposed" | "registration";
    readonly state: "open" | "dismissed" | "merged";
    readonly found_at: Instant;
    readonly proposed_by: string | null;
    readonly proposed_at: Instant | null;
    readonly note: string | null;
    readonly dismissed_by: string | null;
    readonly dismissed_at: Instant | null;
    readonly dismissed_because: string | null;
    readonly version: number;
  };
  readonly merge: {
    readonly merge_id: string;
    readonly survivor_id: string;
    readonly duplicate_id: string;
    readonly reason: string;
    readonly merged_at: Instant;
    readonly merged_by: string;
    readonly undone_at: Instant | null;
    readonly undone_by: string | null;
    readonly undone_because: string | null;
  };
  readonly merge_moved: {
    readonly merge_id: string;
    readonly service: string;
    readonly undone: boolean;
    readonly moved: number;
    readonly aside: readonly { readonly what: string; readonly count: number }[];
    readonly at: Instant;
  };
}
