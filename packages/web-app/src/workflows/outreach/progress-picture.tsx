import type { Progress } from "./outreach-words.ts";
import "./outreach.css";

/** Where the people of a campaign are: each in one part of the bar (MSG-85). */
function partsOf(progress: Progress) {
  const { declined, uncalled, again, yesWithoutVisit: yes } = progress;
  const stopped = progress.unreachable + progress.closed + progress.doNotCall;
  return [
    { id: "booked", label: "Booked", count: progress.yes - yes },
    { id: "yes", label: "Said yes, no visit yet", count: yes },
    { id: "declined", label: "Declined", count: declined },
    { id: "stopped", label: "Not reached, gone or do not call", count: stopped },
    { id: "again", label: "To call again", count: again },
    { id: "uncalled", label: "Not called", count: uncalled },
  ];
}

/** The progress to the goal as a bar, with its numbers in words below. */
export function ProgressPicture({ progress, goal }: { readonly progress: Progress; readonly goal: number }) {
  const parts = partsOf(progress);
  const percent = Math.round((100 * progress.booked) / goal);
  return (
    <div>
      <p style={{ margin: 0 }}>
        <b>
          {progress.booked} of {goal}
        </b>{" "}
        have a visit ({percent} % of the goal). {progress.reached} of {progress.people} reached by {progress.attempts}{" "}
        calls.
      </p>
      <div className="or-bar" aria-hidden>
        {parts.map(
          (part) =>
            part.count > 0 && <span key={part.id} className={`or-${part.id}`} style={{ flexGrow: part.count }} />,
        )}
      </div>
      <ul className="or-legend" aria-label="Where the people are">
        {parts.map((part) => (
          <li key={part.id} className={`or-${part.id}`}>
            {part.label}: <b>{part.count}</b>
          </li>
        ))}
      </ul>
    </div>
  );
}
