import { INPUT_BYTES_MAX, type OperationKind } from "@practicum/contracts/operation";
import { operations as operatorOperations } from "@practicum/contracts/operations";
import type { Permission } from "@practicum/contracts/permission";
import { services } from "@practicum/contracts/services";

/** One operation as the API's paths name it. */
export interface OperationEntry {
  /** `<service>.<operation>`, as in the address of a call. */
  readonly path: string;
  readonly service: string;
  readonly name: string;
  readonly kind: OperationKind;
  readonly permission: Permission;
  /** How long the input may be, as JSON in UTF-8. */
  readonly bytesMax: number;
}

/** Every operation of every service, with those that each offers to its operator, by path. What is not in here cannot be called from outside. */
export const operations: ReadonlyMap<string, OperationEntry> = new Map(
  Object.entries(services).flatMap(([service, api]) =>
    Object.entries({ ...api, ...operatorOperations }).map(([name, operation]) => {
      const path = `${service}.${name}`;
      const entry: OperationEntry = {
        path,
        service,
        name,
        kind: operation.kind,
        permission: operation.permission,
        bytesMax: operation.bytesMax ?? INPUT_BYTES_MAX,
      };
      return [path, entry] as const;
    }),
  ),
);
