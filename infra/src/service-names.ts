import { services, type ServiceName } from "@practicum/contracts/services";

export type ServiceUser = ServiceName;

/** The services, in the order they are started: those that others are asked about first. */
export const SERVICES = Object.keys(services) as readonly ServiceName[];

/** The same for each service. */
export function perService<T>(make: (service: ServiceName) => T): Readonly<Record<ServiceName, T>> {
  return Object.fromEntries(SERVICES.map((service) => [service, make(service)])) as Record<ServiceName, T>;
}
