import {
  DiscardPolicy,
  jetstreamManager,
  RetentionPolicy,
  StorageType,
  type JetStreamManager,
  type StreamInfo,
} from "@nats-io/jetstream";
import type { NatsConnection } from "@nats-io/transport-node";

/** The stream of all events; their subjects are `evt.<practiceId>.<service>.<event>.v<n>`. */
export const STREAM = "EVT";
const NANOS_PER_MS = 1_000_000;
const DAY_MS = 86_400_000;

export function nanos(ms: number): number {
  return ms * NANOS_PER_MS;
}

export function managerOf(connection: NatsConnection): Promise<JetStreamManager> {
  return jetstreamManager(connection, { checkAPI: false, timeout: 5000 });
}

/**
 * The stream, made if it is missing and this user may make it. Where the launcher makes it under another user, a service
 * that comes first waits for it by trying again.
 */
export async function ensureStream(manager: JetStreamManager): Promise<StreamInfo> {
  try {
    return await manager.streams.info(STREAM);
  } catch (missing) {
    try {
      return await manager.streams.add({
        name: STREAM,
        subjects: ["evt.>"],
        retention: RetentionPolicy.Limits,
        storage: StorageType.File,
        discard: DiscardPolicy.Old,
        max_age: nanos(30 * DAY_MS),
        // A relay that publishes again after a crash does so within minutes; inboxes catch what comes later.
        duplicate_window: nanos(600_000),
      });
    } catch {
      throw missing;
    }
  }
}
