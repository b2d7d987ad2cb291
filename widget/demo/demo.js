document.querySelector('.call').addEventListener('click', () => window.dukou?.open());
document.querySelector('form').addEventListener('submit', (event) => event.preventDefault());
