import { TOGETHER_MAX, type EventEnvelope } from "./bus.ts";

/** How an event, or several of one subject, travel over NATS. */
export interface EventMessage {
  /** The same for the same events, so that what is sent twice is stored once. */
  readonly id: string;
  readonly subject: string;
  /** JSON: an event, or an array of several. */
  readonly text: string;
}

/** Below what the server carries (1 MB), whatever the letters: one takes three bytes at most. */
const CHARACTERS_MAX = 200_000;

export function messageOf(event: EventEnvelope): EventMessage {
  return { id: event.id, subject: subjectOf(event), text: JSON.stringify(event) };
}

/** The events of each subject in as few messages as may be: none holds more than is handled together, or more than travels well. */
export function bundlesOf(events: readonly EventEnvelope[]): readonly EventMessage[] {
  return [...Map.groupBy(events.map(messageOf), ({ subject }) => subject).values()].flatMap(bundled);
}

type Several<T> = readonly [T, ...T[]];

function bundled(messages: readonly EventMessage[]): EventMessage[] {
  const bundles: [EventMessage, ...EventMessage[]][] = [];
  let characters = 0;
  for (const message of messages) {
    const last = bundles.at(-1);
    characters += message.text.length;
    if (last !== undefined && last.length < TOGETHER_MAX && characters <= CHARACTERS_MAX) {
      last.push(message);
      continue;
    }
    characters = message.text.length;
    bundles.push([message]);
  }
  return bundles.map(asOne);
}

function asOne(messages: Several<EventMessage>): EventMessage {
  const [first, ...others] = messages;
  if (others.length === 0) return first;
  const id = `${first.id}+${others.length}`;
  return { id, subject: first.subject, text: `[${messages.map(({ text }) => text).join(",")}]` };
}

/**
 * What a message holds: one event or several, all with the message's subject.
 * @returns undefined where it is nothing that we send.
 */
export function eventsOf(subject: string, content: unknown): Several<EventEnvelope> | undefined {
  const events = (Array.isArray(content) ? content : [content]) as readonly EventEnvelope[];
  const [first, ...others] = events;
  if (first === undefined || events.some((event) => subjectOf(event) !== subject)) return undefined;
  return [first, ...others];
}

function subjectOf({ practiceId, name }: EventEnvelope): string {
  return `evt.${practiceId}.${name}`;
}
