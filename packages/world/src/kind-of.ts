import { operations } from "@practicum/api/operations";
import { operations as operatorOperations } from "@practicum/contracts/operations";
import type { ServiceApi } from "@practicum/contracts/operation";
import { services } from "@practicum/contracts/services";
import { must } from "@practicum/kernel/assert";
import { isAudited } from "@practicum/service/audit";

/** How an operation enters the log: as a command, as a read that the audit trail keeps, or not at all (a look). */
export function kindOf(path: string): "command" | "read" | "look" {
  const { service, name } = must(operations.get(path), "the page asked for an operation that does not exist");
  const operation = must(apis[service]?.[name] ?? operatorApi[name]);
  if (operation.kind === "command") return "command";
  return isAudited(operation) ? "read" : "look";
}

const operatorApi: ServiceApi = operatorOperations;
const apis: { readonly [service: string]: ServiceApi | undefined } = services;
