/** Whose work it is: places are shared out by practice first, then by person. */
export interface Whose {
  readonly practice: string;
  readonly person: string;
}

export interface GateLimits {
  /** At work at once, altogether, of one practice, and of one person. */
  readonly running: number;
  readonly runningOfPractice: number;
  readonly runningOfPerson: number;
  /** Waiting at once, altogether and of one person. */
  readonly waiting: number;
  readonly waitingOfPerson: number;
  /** How long something waits for its turn. */
  readonly waitMs: number;
}

/** In front of each service. A person's screens ask for a handful at once; what a program asks for in their name waits for its turns. */
export const defaultGate: GateLimits = {
  running: 64,
  runningOfPractice: 48,
  runningOfPerson: 12,
  waiting: 1500,
  waitingOfPerson: 60,
  waitMs: 8000,
};

type Go = (mayGo: boolean) => void;

/**
 * Lets so much work go on at once, and gives the places that come free to practices in turn, and within a practice to persons in turn
 * (GTW-45). So whoever asks for a thousand things waits behind the own ones. What would wait too long is turned away before it
 * begins (GTW-46).
 */
export class FairGate {
  readonly #limits: GateLimits;
  #running = 0;
  #waitingCount = 0;
  readonly #runningOf = new Map<string, number>();
  /** In the order of turns: who was served goes to the end. */
  readonly #waiting = new Map<string, Map<string, Go[]>>();

  constructor(limits: GateLimits = defaultGate) {
    this.#limits = limits;
  }

  /** Whether there is more to do than places: then nothing is to be asked twice (GTW-47). */
  get crowded(): boolean {
    return this.#waitingCount > 0 || this.#running >= this.#limits.running;
  }

  /** @returns what the work gives, or null when it was turned away. */
  async run<T extends NonNullable<unknown>>(whose: Whose, work: () => Promise<T>): Promise<T | null> {
    if (this.#hasPlace(whose)) this.#take(whose);
    else if (!(await this.#turn(whose))) return null;
    try {
      return await work();
    } finally {
      this.#give(whose);
    }
  }

  #hasPlace({ practice, person }: Whose): boolean {
    const { running, runningOfPractice, runningOfPerson } = this.#limits;
    return (
      this.#running < running &&
      this.#count(practice) < runningOfPractice &&
      this.#count(`${practice} ${person}`) < runningOfPerson
    );
  }

  #turn({ practice, person }: Whose): Promise<boolean> {
    const persons = this.#waiting.get(practice) ?? new Map<string, Go[]>();
    const mine = persons.get(person) ?? [];
    if (this.#waitingCount >= this.#limits.waiting || mine.length >= this.#limits.waitingOfPerson)
      return Promise.resolve(false);
    this.#waiting.set(practice, persons);
    persons.set(person, mine);
    this.#waitingCount += 1;
    return new Promise((resolve) => {
      const go: Go = (mayGo) => {
        clearTimeout(late);
        this.#waitingCount -= 1;
        resolve(mayGo);
      };
      const late = setTimeout(() => {
        mine.splice(mine.indexOf(go), 1);
        go(false);
        if (mine.length === 0) this.#leave(practice, person);
      }, this.#limits.waitMs);
      mine.push(go);
    });
  }

  #give(whose: Whose): void {
    this.#running -= 1;
    this.#add(whose.practice, -1);
    this.#add(`${whose.practice} ${whose.person}`, -1);
    this.#next();
  }

  #next(): void {
    for (const [practice, persons] of this.#waiting) {
      for (const [person, goes] of persons) {
        const whose = { practice, person };
        if (!this.#hasPlace(whose)) continue;
        const go = goes.shift();
        this.#leave(practice, person);
        // Both stand behind the others now.
        if (goes.length > 0) persons.set(person, goes);
        if (persons.size > 0) this.#waiting.set(practice, persons);
        this.#take(whose);
        go?.(true);
        return;
      }
    }
  }

  #leave(practice: string, person: string): void {
    const persons = this.#waiting.get(practice);
    persons?.delete(person);
    this.#waiting.delete(practice);
    if (persons !== undefined && persons.size > 0) this.#waiting.set(practice, persons);
  }

  #take({ practice, person }: Whose): void {
    this.#running += 1;
    this.#add(practice, 1);
    this.#add(`${practice} ${person}`, 1);
  }

  #count(key: string): number {
    return this.#runningOf.get(key) ?? 0;
  }

  #add(key: string, more: number): void {
    const count = this.#count(key) + more;
    if (count === 0) this.#runningOf.delete(key);
    else this.#runningOf.set(key, count);
  }
}
