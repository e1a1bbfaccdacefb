import { useEffect } from "react";

const noticesOf = '.mantine-Notifications-root[data-position="bottom-center"]';
/** Above and below the notices. */
const marginPx = 12;

/** Keeps a strip free at the bottom while notices are shown, as high as they are: they never lie over a button. Renders nothing. */
export function NoticeRoom() {
  useEffect(() => {
    const root = document.documentElement;
    const box = document.querySelector<HTMLElement>(noticesOf);
    if (!box) return;
    const measure = () => {
      const height = box.offsetHeight;
      root.style.setProperty("--w-notices", height === 0 ? "0px" : `${height + 2 * marginPx}px`);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    measure();
    return () => {
      observer.disconnect();
      root.style.removeProperty("--w-notices");
    };
  }, []);
  return null;
}
