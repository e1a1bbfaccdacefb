let pressed = false;
const waiting: (() => void)[] = [];

/**
 * Does it at once, or, while a button of the pointer is down, after its click. Pressing it takes the focus from a field; what the field then
 * says would move everything below it before the button is released, and the click would miss what the person pressed.
 */
export function whenPointerIsUp(work: () => void): void {
  if (pressed) waiting.push(work);
  else work();
}

function press(): void {
  pressed = true;
}

/** The click follows in the same task; whatever it does comes before what waited. */
function release(): void {
  pressed = false;
  if (waiting.length === 0) return;
  setTimeout(() => {
    for (const work of waiting.splice(0)) work();
  });
}

// Before anybody else hears them. A finger takes the focus only with the mouse events that follow its pointer events; what is released outside of
// the window says nothing, so a key and the window's return say it too.
if (typeof window !== "undefined") {
  for (const name of ["pointerdown", "mousedown"]) window.addEventListener(name, press, true);
  for (const name of ["pointerup", "mouseup", "pointercancel", "dragend", "keydown"])
    window.addEventListener(name, release, true);
  window.addEventListener("blur", (event) => event.target === window && release());
}
