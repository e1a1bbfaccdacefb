import type { identity } from "@practicum/contracts/identity";
import type { ServiceDefinition } from "@practicum/service/define-service";
import type { IdentityPorts } from "./ports/identity-ports.ts";
import type { IdentitySchema } from "./sql/tables.ts";

/** What each file of `application/` implements one of. */
export type Handlers = ServiceDefinition<typeof identity, IdentitySchema, IdentityPorts>["handlers"];
