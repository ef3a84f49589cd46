"""Steps of `import`: files of other tools become a bundle and its data files, tried on the whole workspace first."""
