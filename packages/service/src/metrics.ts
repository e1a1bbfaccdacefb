/** Upper bounds of a duration's buckets, in milliseconds. */
const BOUNDS_MS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000] as const;

interface Series {
  count: number;
  sumMs: number;
  readonly buckets: number[];
}

/** Counts and durations of what a service did, by kind of work, name and outcome; names are operations, never data. */
export class Metrics {
  readonly #series = new Map<string, Series>();

  record(kind: "request" | "consumer" | "timer" | "worker" | "relay", name: string, outcome: string, ms: number): void {
    const key = `kind="${kind}",name="${name}",outcome="${outcome}"`;
    let series = this.#series.get(key);
    if (!series) {
      series = { count: 0, sumMs: 0, buckets: BOUNDS_MS.map(() => 0) };
      this.#series.set(key, series);
    }
    series.count += 1;
    series.sumMs += ms;
    const bucket = BOUNDS_MS.findIndex((bound) => ms <= bound);
    if (bucket >= 0) series.buckets[bucket] = (series.buckets[bucket] ?? 0) + 1;
  }

  /** The text that Prometheus reads (exposition format 0.0.4). */
  render(service: string): string {
    const lines = ["# TYPE practicum_work_ms histogram"];
    for (const [key, series] of this.#series) {
      const labels = `service="${service}",${key}`;
      let running = 0;
      BOUNDS_MS.forEach((bound, index) => {
        running += series.buckets[index] ?? 0;
        lines.push(`practicum_work_ms_bucket{${labels},le="${bound}"} ${running}`);
      });
      lines.push(`practicum_work_ms_bucket{${labels},le="+Inf"} ${series.count}`);
      lines.push(`practicum_work_ms_sum{${labels}} ${series.sumMs.toFixed(3)}`);
      lines.push(`practicum_work_ms_count{${labels}} ${series.count}`);
    }
    return `${lines.join("\n")}\n`;
  }
}
