import { billing } from "./billing.ts";
import { charting } from "./charting.ts";
import { identity } from "./identity.ts";
import { messaging } from "./messaging.ts";
import type { Operation, ServiceApi } from "./operation.ts";
import { scheduling } from "./scheduling.ts";

/** Every operation of every service: the API's router, the permission table and its test are made from this. */
export const services = { identity, scheduling, charting, billing, messaging } as const satisfies {
  readonly [service: string]: ServiceApi;
};

export type ServiceName = keyof typeof services;

type Services = typeof services;
type QueryOf<S> = { [K in keyof S]: S[K] extends Operation<"query"> ? K : never }[keyof S] & string;

declare module "./operation.ts" {
  interface ScreenQueries {
    readonly path: { [S in keyof Services]: S | `${S}.${QueryOf<Services[S]>}` }[keyof Services];
  }
}
