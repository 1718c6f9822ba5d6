// What takes several requests goes on by itself: the form of the page is sent as soon as it is there.
document.getElementById("going-on").submit();
