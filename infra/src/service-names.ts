import { services, type ServiceName } from "@practicum/contracts/services";

export type ServiceUser = ServiceName;

/** The services, in the order they are started: those that others are asked about first. */
export const SERVICES = Object.keys(services) as readonly ServiceName[];
