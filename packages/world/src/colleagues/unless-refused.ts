import { Refused } from "@practicum/seed/practice-port";

/** What a person would be refused too is left: another evening, or another person, looks at it. False where it was. */
export async function unlessRefused(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return false;
  }
}
