import type { householdChanged } from "@practicum/contracts/scheduling/households";
import type { z } from "zod";

/** A family as scheduling tells it: who belongs to it now, and who pays. */
export type HouseholdCopy = z.output<typeof householdChanged.payload>;
