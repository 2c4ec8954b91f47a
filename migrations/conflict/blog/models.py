from django.db import models


class Post(models.Model):
    title = models.CharField(max_length=200)
    body = models.TextField()
    slug = models.SlugField(blank=True)
    views = models.PositiveIntegerField(default=0)
