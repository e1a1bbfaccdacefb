import type { drawerLineKind, drawerState, drawerSummary } from "@practicum/contracts/billing/drawers";
import type { Generated } from "kysely";
import type { z } from "zod";

/** Each person's drawer of a day. */
export interface DrawerSchema {
  drawer: {
    drawer_id: string;
    /** Who it is of: the actor's own id. */
    person_id: string;
    person: string;
    day: string;
    number: number;
    state: z.output<typeof drawerState>;
    opening_float: number;
    counted_in: boolean;
    closing: z.output<typeof drawerSummary>["closing"];
    version: Generated<number>;
  };
  drawer_line: {
    line_id: string;
    sequence: Generated<number>;
    drawer_id: string;
    at: string;
    kind: z.output<typeof drawerLineKind>;
    method: "cash" | "check" | "card";
    /** Positive came in, negative went out. */
    amount: number;
    payment_id: string | null;
    adjustment_id: string | null;
    /** Of a payout that is taken back: which one. */
    of_line_id: string | null;
    because: string | null;
    by_name: string;
  };
  /** What became of a drawer: never changed. */
  drawer_event: {
    sequence: Generated<number>;
    drawer_id: string;
    what: "opened" | "float" | "closed" | "reopened";
    at: string;
    by_name: string;
    because: string | null;
    /** The count of a closing, as it was then. */
    closing: z.output<typeof drawerSummary>["closing"];
  };
}
