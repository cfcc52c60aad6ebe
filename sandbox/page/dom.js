/** Making elements. Text goes in as text, never as markup: names of customers come from anywhere. */

/** `make('button', { type: 'button', onclick }, 'Close')`; names with a dash and `role` become attributes. */
export function make(tag, properties = {}, ...children) {
	const element = document.createElement(tag);
	for (const [name, value] of Object.entries(properties)) {
		if (value === undefined || value === null || value === false) continue;
		if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
		else if (name === 'className') element.className = value;
		else if (name === 'checked' || name === 'disabled' || name === 'selected') element[name] = value;
		else element.setAttribute(name, value);
	}
	element.append(...children.flat().filter((child) => child !== null && child !== undefined));
	return element;
}

export function byId(id) {
	return document.getElementById(id);
}

/** `10:02:07` in the reader's own time; the day instead when it was not today. */
export function clock(at) {
	const date = new Date(at);
	const isToday = date.toDateString() === new Date().toDateString();
	const text = isToday
		? date.toLocaleTimeString('en-GB', { hour12: false })
		: date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
	return make('time', { datetime: date.toISOString(), title: date.toLocaleString() }, text);
}

let hiding;
/** Says what went wrong, for a few seconds. */
export function notify(text) {
	const notice = byId('notice');
	notice.textContent = text;
	notice.hidden = false;
	clearTimeout(hiding);
	hiding = setTimeout(() => (notice.hidden = true), 6_000);
}
