import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Further than this in pixels, a press is no click any more. */
const slack = 4;

/** Moves what scrolls with a mouse that is pressed on it; fingers and pens scroll of themselves. */
export function useDrag(scroller: RefObject<HTMLElement>): void {
	useEffect(() => {
		const frame = scroller.current;
		if (!frame) return;
		let from: { x: number; y: number; left: number; top: number } | null = null;
		let moved = false;
		const press = (event: PointerEvent) => {
			if (event.pointerType !== 'mouse' || event.button !== 0) return;
			from = { x: event.clientX, y: event.clientY, left: frame.scrollLeft, top: frame.scrollTop };
			moved = false;
		};
		const move = (event: PointerEvent) => {
			if (!from) return;
			const [x, y] = [event.clientX - from.x, event.clientY - from.y];
			if (!moved && Math.hypot(x, y) < slack) return;
			moved = true;
			frame.scrollLeft = from.left - x;
			frame.scrollTop = from.top - y;
		};
		const release = () => {
			from = null;
		};
		const click = (event: MouseEvent) => {
			if (moved) event.stopPropagation();
			moved = false;
		};
		frame.addEventListener('pointerdown', press);
		window.addEventListener('pointermove', move);
		window.addEventListener('pointerup', release);
		frame.addEventListener('click', click, { capture: true });
		return () => {
			frame.removeEventListener('pointerdown', press);
			window.removeEventListener('pointermove', move);
			window.removeEventListener('pointerup', release);
			frame.removeEventListener('click', click, { capture: true });
		};
	}, [scroller]);
}
