import type { DomainError } from "@practicum/contracts/error";
import { bookingLinkOperations } from "@practicum/contracts/scheduling/booking-links";
import type { Result } from "@practicum/kernel/result";
import { z } from "zod";
import { doorCall } from "../api/door-call.ts";

/** What the gateway tells of a link: the practice, whose clock the times are of, and the operation's own answer. */
const told = <T extends z.ZodType>(value: T) => z.object({ practiceName: z.string(), timeZone: z.string(), value });

export const lookReply = told(bookingLinkOperations.bookingByLink.output);
export const timesReply = told(bookingLinkOperations.timesByLink.output);
export type Looked = z.output<typeof lookReply>;
export type Visit = NonNullable<Looked["value"]["visit"]>;
export type Times = z.output<typeof timesReply>["value"];

/** One time that the patient may take. */
export interface Chosen {
  readonly date: string;
  readonly start: string;
  readonly providerResourceId: string;
  readonly providerName: string;
  readonly locationName: string;
}

/** Asks for what a link reaches. */
export const bookCall = <T extends z.ZodType>(
  name: "open" | "look" | "times" | "book" | "move" | "cancel" | "leave",
  body: object,
  reply: T,
  commandId?: string,
): Promise<Result<z.output<T>, DomainError>> => doorCall(`book/${name}`, body, reply, commandId);
