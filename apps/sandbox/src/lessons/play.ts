import { judge, type Judgement } from "@practicum/curriculum/kit/judge";
import type { AnyLesson } from "@practicum/curriculum/kit/lesson";
import type { Step, WorldView } from "@practicum/curriculum/kit/world-view";
import { addMs, type Instant } from "@practicum/kernel/instant";
import { timeZone } from "@practicum/seed/practice";
import type { Entry } from "../world/entry.ts";
import { parseReply, portOn, type Reducer } from "./world-port.ts";

const DAY_MS = 86_400_000;

/** What a lesson needs of its world. */
export interface LessonWorld extends Reducer {
  observe(path: string, input: unknown): Promise<unknown>;
  passTo(at: Instant): Promise<void>;
}

/** A copy of a world, to look at what will be. Whoever asks for one closes it. */
export interface Future {
  readonly world: LessonWorld;
  close(): Promise<void>;
}

/** A lesson that is being done in a world of its own. */
export class Play {
  readonly lesson: AnyLesson;
  readonly facts: unknown;
  readonly #world: LessonWorld;
  readonly #fork: () => Promise<Future>;
  readonly #steps: Step[] = [];

  /**
   * @param stage the seed is the learner's; `now` is when the lesson's set-up begins.
   * @param fork copies the world as it is.
   */
  constructor(
    lesson: AnyLesson,
    stage: { readonly seed: string; readonly now: Instant },
    world: LessonWorld,
    fork: () => Promise<Future>,
  ) {
    this.lesson = lesson;
    this.facts = lesson.facts({ ...stage, timeZone });
    this.#world = world;
    this.#fork = fork;
  }

  /** Brings about what there is before the learner comes. What it does is entries too, and none of the learner's. */
  async setUp(seed: string, told: (entry: Entry, reply: string) => void): Promise<void> {
    await this.lesson.setUp(portOn(this.#world, `${seed}/${this.lesson.id}/set-up`, told), this.facts);
  }

  /** What the learner did. Reads and the clock are no deeds. */
  record(index: number, entry: Entry, reply: string): void {
    if (entry.kind !== "command") return;
    const { at, staffId, path, body } = entry;
    const { value, refused } = parseReply(reply);
    this.#steps.push({ entry: index, at, staffId, path, input: body === "" ? {} : JSON.parse(body), refused, value });
  }

  /** Looks at the whole world now. */
  async judge(): Promise<Judgement> {
    const futures: Future[] = [];
    try {
      return await judge(this.lesson, this.#view(this.#world, this.#fork, futures), this.facts);
    } finally {
      for (const future of futures) await future.close();
    }
  }

  #view(world: LessonWorld, fork: () => Promise<Future>, futures: Future[]): WorldView {
    const later = new Map<number, Promise<WorldView>>();
    const look = async (days: number): Promise<WorldView> => {
      const future = await fork();
      futures.push(future);
      await future.world.passTo(addMs(world.now, days * DAY_MS));
      return this.#view(future.world, refuse, futures);
    };
    return {
      now: world.now,
      timeZone,
      steps: this.#steps,
      ask: async (service, query, input) => (await world.observe(`${service}.${query}`, input)) as never,
      after(days) {
        const known = later.get(days) ?? look(days);
        later.set(days, known);
        return known;
      },
    };
  }
}

function refuse(): never {
  throw new Error("a check looks at one future, not at a future's future");
}
