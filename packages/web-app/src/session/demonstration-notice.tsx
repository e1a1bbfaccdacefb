import "./demonstration-notice.css";

/** Nobody takes the demonstration for the practice: said on every page of it, before the first word is typed (IDN-105). */
export function DemonstrationNotice() {
  return (
    <p className="w-demonstration p-no-print">
      <b>Demonstration.</b> The people here are made up: never enter a real patient.
    </p>
  );
}
