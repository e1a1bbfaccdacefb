import { z } from "zod";
import { role } from "./permission.ts";
import { id } from "./schema.ts";

/** Who acts. `system` is a timer, a consumer or an operator's command, and names itself. */
export const actor = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("staff"),
    staffId: id("staff"),
    name: z.string(),
    roles: z.array(role),
    sessionId: z.string(),
  }),
  z.strictObject({ kind: z.literal("system"), name: z.string() }),
]);
export type Actor = z.output<typeof actor>;
