import { TAKE_OVER } from "../boot/page-build.ts";

/** A tab that stays open looks for a newer build so often. */
const LOOK_MS = 30 * 60_000;

/** What became of the build that this window was opened with. */
export type Version =
  | "current"
  /** A newer one is here whole, and waits. */
  | "newer"
  /** Another window has taken the newer one over: this one still runs the old program. */
  | "taken";

/** Whether a newer build waits, for as long as the window is open. */
export class NewVersion {
  readonly #listeners = new Set<() => void>();
  #registration: ServiceWorkerRegistration | undefined;
  #isTaking = false;
  state: Version = "current";

  /** Where the browser keeps no build there is none to wait. */
  watch(): void {
    if (!("serviceWorker" in navigator)) return;
    const { serviceWorker } = navigator;
    // A first visit gets its first worker: that is no change.
    const had = serviceWorker.controller !== null;
    serviceWorker.addEventListener("controllerchange", () => {
      if (had && !this.#isTaking) this.#set("taken");
    });
    void serviceWorker.ready.then((registration) => {
      this.#registration = registration;
      this.#look();
      registration.addEventListener("updatefound", () => {
        const { installing } = registration;
        installing?.addEventListener("statechange", () => this.#look());
      });
      setInterval(() => void registration.update().catch(() => undefined), LOOK_MS);
    });
  }

  /** The newer build takes over, and the page is loaded anew. The practice goes on from its log. */
  take(): void {
    if (this.state === "taken") return location.reload();
    this.#isTaking = true;
    const waiting = this.#registration?.waiting;
    waiting?.addEventListener("statechange", () => {
      if (waiting.state === "activated") location.reload();
    });
    waiting?.postMessage(TAKE_OVER);
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #look(): void {
    if (this.#registration?.waiting) this.#set("newer");
  }

  #set(state: Version): void {
    this.state = state;
    for (const listener of this.#listeners) listener();
  }
}
