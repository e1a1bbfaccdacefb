import type { messaging } from "@practicum/contracts/messaging";
import type { Context, ServiceDefinition } from "@practicum/service/define-service";
import type { MessagingPorts } from "./ports/notifier.ts";
import type { MessagingSchema } from "./sql/tables.ts";

/** What each file of `application/` implements one of. */
export type Handlers = ServiceDefinition<typeof messaging, MessagingSchema, MessagingPorts>["handlers"];

export type MessagingContext = Context<MessagingSchema, MessagingPorts>;
